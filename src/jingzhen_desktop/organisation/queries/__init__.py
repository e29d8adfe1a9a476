"""Reads of the organisation: values, sized for the screen."""
