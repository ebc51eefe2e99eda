"""Savings: what it would have cost, what later spending shows, and totals that count nothing twice.
Pure; money in whole pence, days with both ends included.
"""
