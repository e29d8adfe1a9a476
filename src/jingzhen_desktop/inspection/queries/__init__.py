"""Reads of the inspections: values, sized for the screen and for the summary."""
