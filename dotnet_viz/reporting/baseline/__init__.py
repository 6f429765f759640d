"""What a report compares its model with: another model, a training, or the ``report.json`` of one."""
