"""Dismissing a finding with a reason, and taking that back."""
