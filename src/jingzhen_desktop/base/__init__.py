"""The ground floor: errors, resources, text, numbers, places. Imports nothing of ours."""
