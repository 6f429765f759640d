"""Recurrent layers unrolled over the steps of a sequence."""
