"""What the designs of the calibration type: rules, sequencing, panels and real arrays."""
