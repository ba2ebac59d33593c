// What Serverless maps a request to for `integration: lambda`, to the letter: the function's event, and so a contract.
// Source: the template that `osls package` (3.77 and 4.3, MIT licence) writes for such an event.

/** The body of a JSON request. */
const bodyOfJson = ['', '    #set( $body = $input.json("$") )', '', '    '].join('\n');

/** The body of a form, as a mapping of its fields. */
const bodyOfForm = [
  '',
  '    #define( $body )',
  '      {',
  "      #foreach( $token in $input.path('$').split('&') )",
  "        #set( $keyVal = $token.split('=') )",
  '        #set( $keyValSize = $keyVal.size() )',
  '        #if( $keyValSize >= 1 )',
  '          #set( $key = $util.escapeJavaScript($util.urlDecode($keyVal[0])) )',
  '          #if( $keyValSize >= 2 )',
  '            #set($val = $util.escapeJavaScript($util.urlDecode($keyVal[1])).replaceAll("\\\\\'","\'"))',
  '          #else',
  "            #set( $val = '' )",
  '          #end',
  '          "$key": "$val"#if($foreach.hasNext),#end',
  '        #end',
  '      #end',
  '      }',
  '    #end',
  '',
  '    ',
].join('\n');

/** The event around the body. `extraCognitoPoolClaims` stands for the claims that an authorizer asks for. */
const eventOfRequest = [
  '',
  '  #define( $loop )',
  '    {',
  '    #foreach($key in $map.keySet())',
  '        #set( $k = $util.escapeJavaScript($key) )',
  '        #set( $v = $util.escapeJavaScript($map.get($key)).replaceAll("\\\\\'", "\'") )',
  '        "$k":',
  '          "$v"',
  '          #if( $foreach.hasNext ) , #end',
  '    #end',
  '    }',
  '  #end',
  '',
  '  {',
  '    "body": $body,',
  '    "method": "$context.httpMethod",',
  '    "principalId": "$context.authorizer.principalId",',
  '    "stage": "$context.stage",',
  '',
  '    "cognitoPoolClaims" : {',
  '       extraCognitoPoolClaims',
  '       "sub": "$context.authorizer.claims.sub"',
  '    },',
  '',
  '    #set( $map = $context.authorizer )',
  '    "enhancedAuthContext": $loop,',
  '',
  '    #set( $map = $input.params().header )',
  '    "headers": $loop,',
  '',
  '    #set( $map = $input.params().querystring )',
  '    "query": $loop,',
  '',
  '    #set( $map = $input.params().path )',
  '    "path": $loop,',
  '',
  '    #set( $map = $context.identity )',
  '    "identity": $loop,',
  '',
  '    #set( $map = $stageVariables )',
  '    "stageVariables": $loop,',
  '',
  '    "requestPath": "$context.resourcePath"',
  '  }',
  '',
  '  ',
].join('\n');

/** The templates of `integration: lambda`, by content type. */
export const lambdaRequestTemplates: { readonly [contentType: string]: string } = {
  'application/json': `${bodyOfJson}${eventOfRequest}`,
  'application/x-www-form-urlencoded': `${bodyOfForm}${eventOfRequest}`,
};
