"""Pages of mediation at the base, and the figure of disputes that grow hot."""
