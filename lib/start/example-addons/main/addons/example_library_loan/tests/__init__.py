from . import test_loan
