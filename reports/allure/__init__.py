"""Allure: results of every test in its format, in words of the domain, and the page that Allure 3 makes of them."""
