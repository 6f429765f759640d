"""Pictures on paper: lengths in centimetres and inches, how large a picture is drawn, and what of it fits a page."""
