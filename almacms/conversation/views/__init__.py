"""What answers people: readers, and those who moderate."""
