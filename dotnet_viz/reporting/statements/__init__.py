"""What several sections say in the same words: verdict, findings, weak spots, tensors."""
