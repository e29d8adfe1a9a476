"""How the window looks: tokens as data, made into palette, style sheet and style in this one place."""
