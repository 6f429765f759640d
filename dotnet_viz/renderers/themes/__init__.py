"""The colours of pictures: themes, papers, and colours as a theme has them."""
