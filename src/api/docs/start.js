// Shows the document that this very server publishes. The token given under "Authorize" is kept
// in this browser, so that a reload does not ask for it again.
window.ui = SwaggerUIBundle({
  dom_id: "#ui",
  url: "openapi.json",
  deepLinking: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
