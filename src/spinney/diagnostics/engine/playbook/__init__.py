"""The facilitator's playbook as data: reading it, what to suggest next, what comes again."""
