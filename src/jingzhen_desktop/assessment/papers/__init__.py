"""The documents of 定额考核, and how each is kept as issued."""
