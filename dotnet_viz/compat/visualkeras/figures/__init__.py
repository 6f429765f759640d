"""What the views draw a model as: blocks, units in columns, planes, with options of single layers."""
