"""Groupe Hélianthe, the fictional company of the demonstration: data as plain values, and what writes them."""
