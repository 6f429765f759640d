"""A report in the colours of its user: a theme and a logo, checked so that they bring nothing but appearance."""
