"""The one preview and print window: shows the bytes that are filed, and prints or stores those same bytes."""
