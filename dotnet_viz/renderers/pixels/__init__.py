"""Pictures of pixels."""
