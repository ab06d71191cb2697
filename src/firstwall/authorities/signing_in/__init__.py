"""Who is there: one-time links, passkeys, the administration's identity provider, sessions (SEC-15 to SEC-20).

Nobody has a password here. A person is entered by an administrator of the own authority and proves who they are with a
passkey, or with the provider of their administration under (issuer, subject), never under an e-mail address. What is proved
opens a session; what may be done is still decided by the mandate.
"""
