"""What a report needs on paper and not on a screen: sizes that can be read, tables that fit, numbered pages."""
