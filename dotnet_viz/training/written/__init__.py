"""What a recording writes into the folder of a training: the record, the page to watch, and the report."""
