/** What belongs to the machine and the tools on it, and not to the code: repositories, environments, builds, secrets. */
export const leftOut: RegExp =
  /^(\.(aws-sam|bin|cache|DS_Store|env|env\..+|gatewright|git|github|idea|package-lock\.json|serverless|venv|vscode)|cdk\.out|venv|__pycache__|.+\.pyc)$/;
