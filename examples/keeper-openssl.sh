#!/bin/sh
# A keeper of the key-encryption key for FIRSTWALL_KEK_KEEPER="command sh keeper-openssl.sh KEY": OpenSSL wraps and unwraps it
# with an RSA key. KEY is a file, or, with OpenSSL's PKCS#11 provider, the address of a key that never leaves its token:
#     FIRSTWALL_KEK_KEEPER="command sh keeper-openssl.sh pkcs11:object=firstwall"
# Called with one word more, "close" or "open"; reads the one form from standard input, writes the other.
set -eu
padding="-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256"
case "$2" in
    close) exec openssl pkeyutl -encrypt -inkey "$1" $padding ;;
    open) exec openssl pkeyutl -decrypt -inkey "$1" $padding ;;
    *) echo "close or open" >&2; exit 2 ;;
esac
