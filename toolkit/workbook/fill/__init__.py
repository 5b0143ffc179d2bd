"""Templates filled into new workbooks."""
