"""Which of many models are the same architecture with other weights, and which are variants of one another."""
