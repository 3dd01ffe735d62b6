"""What answers the readers of a draft, and the newsroom that shares it."""
