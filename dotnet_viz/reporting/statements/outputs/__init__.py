"""What a report says of the predictions of an output: of classes, of amounts, of segmented images."""
