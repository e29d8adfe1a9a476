"""The spreadsheet-like table of every tab: columns, model, view, clipboard."""
