// Style sheets that a module imports: esbuild bundles them beside its script.
declare module "*.css";
