"""What a weight graph says in words: captions of columns, and notes of what it leaves out."""
