"""The unit's crews, who is of them, and the rules by which new matters go to a crew or an officer."""
