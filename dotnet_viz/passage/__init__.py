"""The passage of inputs through a model as users get it: one picture, a page to step through, or a folder of many."""
