"""What a model holds, written into files of other programs."""
