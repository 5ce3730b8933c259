// Renders the API's own description with Swagger UI. No host but ours is asked.

import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

SwaggerUI({
  url: "/api/openapi.json",
  dom_id: "#api-docs",
  deepLinking: true,
  validatorUrl: null,
});
