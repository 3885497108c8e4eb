/**
 * Phrases that name a secret in every spelling. What stands under such a key is one, whatever it
 * looks like.
 */
export const PHRASES = `
  password, passwd, user password, new password, pass phrase, pass code, secret, client secret,
  app secret, webhook secret, shared secret, api key, access key, secret key, private key,
  ssh key, hmac key, encryption key, signing key, master key, account key, license key,
  subscription key, storage key, deploy key, access token, refresh token, id token, csrf token,
  reset token, bearer token, device token, magic link token, client assertion, code verifier,
  otp code, mfa code, reset code, invite code, verification code, backup code, security code,
  security answer, card number, card pin, session id, session key, auth header, auth token,
  seed phrase, recovery phrase, credentials, signature
`
  .trim()
  .split(/,\s+/);

/** Names that are written in one way, or in a few that no rule makes. */
export const NAMES = `
  pwd userPwd mysql_pwd PGPASSWORD MYSQL_PWD SSHPASS db_pass dbpass smtpPass smtp_pass mailPass
  userpass pass passphrase pswd Authorization authorization Proxy-Authorization X-Authorization
  basicAuth Cookie Set-Cookie cookies x-auth authHeader auth_header bearer jwt PHPSESSID
  JSESSIONID connect.sid sid session_id sessid ASP.NET_SessionId csrf xsrf _csrf XSRF-TOKEN
  csrfmiddlewaretoken __RequestVerificationToken SAMLResponse SAMLRequest samlAssertion
  assertion client_assertion nonceSecret code_verifier id_token_hint logout_token device_code
  user_code auth_code authorization_code authorizationCode oauth_verifier oauth_token otp totp
  totpSecret otpCode smsCode tan pin PIN cardPin pinCode pan cvv cvv2 cvc cvc2 csc ccnum cc_num
  cc_number ccNumber track1 track2 trackData track_2 creditCard credit_card debitCard cardNo
  iban IBAN ssn SSN socialSecurityNumber taxSecret mnemonic X-Amz-Signature X-Amz-Security-Token
  X-Amz-Credential X-Goog-Signature sig X-Goog-Credential X-Hub-Signature X-Hub-Signature-256
  Stripe-Signature X-Hub-Secret X-JWT-Assertion X-Client-Cert X-SSL-Cert X-ARR-ClientCert
  X-Amzn-Mtls-Clientcert X-Goog-Iap-Jwt-Assertion Cf-Access-Jwt-Assertion
  CF-Access-Client-Secret X-Shopify-Access-Token X-Shopify-Hmac-Sha256 X-Vault-Token
  X-Gitlab-Token X-Slack-Signature X-Telegram-Bot-Api-Secret-Token Ocp-Apim-Key
  Ocp-Apim-Subscription-Key X-Functions-Key X-Figma-Token PRIVATE-TOKEN JOB-TOKEN X-Auth-Key
  X-Access-Key X-Rapidapi-Key X-Goog-Api-Key xi-api-key DD-API-KEY x-api-key apikey api-key
  APIKEY X-Master-Key X-Parse-REST-API-Key AWS_SECRET_ACCESS_KEY aws_session_token
  secretAccessKey SharedAccessKey AccountKey SharedAccessSignature AZURE_CLIENT_SECRET
  GITHUB_TOKEN CI_JOB_TOKEN DD_API_KEY DD_APP_KEY HEROKU_API_KEY TWILIO_AUTH_TOKEN
  CLOUDFLARE_API_TOKEN ALGOLIA_ADMIN_KEY OKTA_API_TOKEN AUTH0_CLIENT_SECRET SNYK_TOKEN
  VERCEL_TOKEN SUPABASE_SERVICE_ROLE_KEY FIREBASE_SERVER_KEY PUSHER_APP_SECRET
  MAPBOX_SECRET_TOKEN CODECOV_TOKEN COVERALLS_REPO_TOKEN ROLLBAR_ACCESS_TOKEN BUGSNAG_API_KEY
  SECRET_KEY_BASE RAILS_MASTER_KEY DJANGO_SECRET_KEY APP_KEY JWT_SECRET NEXTAUTH_SECRET
  SESSION_SECRET COOKIE_SECRET ENCRYPTION_KEY requirepass keystorePassword trustStorePassword
  sslKeyPassword ssl_key tlsKey privkey private_key_pem pemKey hashSalt salt_secret
  kms_key_material backupCodes Kennwort passwort Passwort motdepasse mot_de_passe contraseña
  contrasena senha parola wachtwoord lösenord hasło heslo пароль 密码 パスワード geheimnis segredo
  secreto clave_secreta clé_secrète securityAnswer secret_answer magicLink
  magic_token inviteCode couponSecret
`
  .trim()
  .split(/\s+/);

/** OAuth's, which are everyday words elsewhere: secrets as parameters of an address. */
export const ADDRESS_NAMES = ['code', 'state', 'session_state', 'ticket', 'key', 'auth'] as const;
