"""A bar a layer: parameters, operations, memory, exact zeros."""
