"""The tab 定额考核: quotas, standing, spending limits, assessment, reward and penalty."""
