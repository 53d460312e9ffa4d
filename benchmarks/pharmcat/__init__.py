"""PharmCAT's open test cases as inputs and expectations."""
