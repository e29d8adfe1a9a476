"""Qt parts every tab uses; nothing here knows what a unit, a report or an inspection is."""
