"""What practice means in numbers and instants. Pure decisions."""
