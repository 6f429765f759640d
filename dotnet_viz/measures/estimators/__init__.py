"""Estimators of scikit-learn's interface: what is inside of them, and models of other libraries in their form."""
