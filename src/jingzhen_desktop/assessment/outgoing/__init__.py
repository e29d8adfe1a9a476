"""What goes out of 定额考核, and what of it is kept as issued."""
