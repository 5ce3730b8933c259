// The part of Swagger UI's browser bundle that api-docs.ts uses; its own types are for Node.
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Options {
    url: string;
    dom_id: string;
    deepLinking: boolean;
    validatorUrl: string | null;
  }
  export default function SwaggerUI(options: Options): unknown;
}

declare module "swagger-ui-dist/swagger-ui.css";
