"""Who may do what: one policy table for REST, portal, command line and jobs alike. Pure."""
