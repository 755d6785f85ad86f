"""One module a page, with one function `render`. (Not `pages`: Streamlit would serve that folder by itself.)"""
