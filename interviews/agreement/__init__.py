"""The agreement of those who are quoted: a step of the workflow that waits for them, their letters, their answers."""
