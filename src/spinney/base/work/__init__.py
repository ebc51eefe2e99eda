"""Work that outlives a request: jobs with progress that survive a kill, and standing duties."""
