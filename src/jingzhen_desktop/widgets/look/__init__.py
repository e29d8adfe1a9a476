"""How the window looks: tokens as data, made into palette, fonts and style in this one place."""
