"""The administrator's page after a merger: what the old units still keep, in numbers, and the act that gives it to the new ones."""
