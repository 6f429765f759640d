"""What stands around a picture: title, legends, notes."""
