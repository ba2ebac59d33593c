// Facts of "AWS SAM connector reference", AWS SAM developer guide: what a connector from one type to another grants.
// %{Source.Arn} and its like stand for what is known of the two resources.
import type { Mapping } from '../sam-resource.ts';

export interface ConnectorProfile {
  /** What is made: a managed policy of a role, the policy of a queue or topic, or a permission of a function. */
  readonly kind: 'role policy' | 'queue policy' | 'topic policy' | 'permission';
  /** Which of the two resources gets it. */
  readonly of: 'source' | 'destination';
  /** What may only be made once the policy is there. */
  readonly before?: 'event source mapping' | 'source';
  /** Permissions that only work together. */
  readonly combinations?: readonly (readonly string[])[];
  /** Statements by permission; of the kind `permission`, the properties of the permission. */
  readonly access: { readonly [permission: string]: Mapping | readonly Mapping[] };
}

export const connectorProfiles: { readonly [sourceAndDestination: string]: ConnectorProfile } = {
  "AWS::DynamoDB::Table AWS::Lambda::Function": {
    "kind": "role policy",
    "of": "destination",
    "before": "event source mapping",
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams"
          ],
          "Resource": [
            "%{Source.Arn}/stream/*"
          ]
        }
      ]
    }
  },
  "AWS::Events::Rule AWS::SNS::Topic": {
    "kind": "topic policy",
    "of": "destination",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Principal": {
            "Service": "events.amazonaws.com"
          },
          "Resource": "%{Destination.Arn}",
          "Action": "sns:Publish",
          "Condition": {
            "ArnEquals": {
              "aws:SourceArn": "%{Source.Arn}"
            }
          }
        }
      ]
    }
  },
  "AWS::Events::Rule AWS::Events::EventBus": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "events:PutEvents"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::Events::Rule AWS::StepFunctions::StateMachine": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "states:StartExecution"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::Events::Rule AWS::Lambda::Function": {
    "kind": "permission",
    "of": "destination",
    "access": {
      "Write": {
        "Action": "lambda:InvokeFunction",
        "Principal": "events.amazonaws.com",
        "SourceArn": "%{Source.Arn}"
      }
    }
  },
  "AWS::Events::Rule AWS::SQS::Queue": {
    "kind": "queue policy",
    "of": "destination",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Principal": {
            "Service": "events.amazonaws.com"
          },
          "Resource": "%{Destination.Arn}",
          "Action": "sqs:SendMessage",
          "Condition": {
            "ArnEquals": {
              "aws:SourceArn": "%{Source.Arn}"
            }
          }
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::Lambda::Function": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "lambda:InvokeAsync",
            "lambda:InvokeFunction"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::S3::Bucket": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject",
            "s3:GetObjectAcl",
            "s3:GetObjectLegalHold",
            "s3:GetObjectRetention",
            "s3:GetObjectTorrent",
            "s3:GetObjectVersion",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionForReplication",
            "s3:GetObjectVersionTorrent",
            "s3:ListBucket",
            "s3:ListBucketMultipartUploads",
            "s3:ListBucketVersions",
            "s3:ListMultipartUploadParts"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/*"
          ]
        }
      ],
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:PutObject",
            "s3:PutObjectLegalHold",
            "s3:PutObjectRetention",
            "s3:RestoreObject"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/*"
          ]
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::DynamoDB::Table": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:PartiQLSelect"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/index/*"
          ]
        }
      ],
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/index/*"
          ]
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::SQS::Queue": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "sqs:ReceiveMessage",
            "sqs:GetQueueAttributes"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ],
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "sqs:DeleteMessage",
            "sqs:SendMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:PurgeQueue"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::SNS::Topic": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "sns:Publish"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::StepFunctions::StateMachine": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "states:StartExecution",
            "states:StartSyncExecution"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "states:StopExecution"
          ],
          "Resource": [
            "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:%{Destination.Name}:*"
          ]
        }
      ],
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "states:DescribeStateMachine",
            "states:ListExecutions"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "states:DescribeExecution",
            "states:DescribeStateMachineForExecution",
            "states:GetExecutionHistory"
          ],
          "Resource": [
            "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:%{Destination.Name}:*"
          ]
        }
      ]
    }
  },
  "AWS::Lambda::Function AWS::Events::EventBus": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "events:PutEvents"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::ApiGatewayV2::Api AWS::Lambda::Function": {
    "kind": "permission",
    "of": "destination",
    "access": {
      "Write": {
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:%{Source.ResourceId}/%{Source.Qualifier}"
      }
    }
  },
  "AWS::ApiGateway::RestApi AWS::Lambda::Function": {
    "kind": "permission",
    "of": "destination",
    "access": {
      "Write": {
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:%{Source.ResourceId}/%{Source.Qualifier}"
      }
    }
  },
  "AWS::SNS::Topic AWS::SQS::Queue": {
    "kind": "queue policy",
    "of": "destination",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Principal": {
            "Service": "sns.amazonaws.com"
          },
          "Resource": "%{Destination.Arn}",
          "Action": "sqs:SendMessage",
          "Condition": {
            "ArnEquals": {
              "aws:SourceArn": "%{Source.Arn}"
            }
          }
        }
      ]
    }
  },
  "AWS::SNS::Topic AWS::Lambda::Function": {
    "kind": "permission",
    "of": "destination",
    "access": {
      "Write": {
        "Action": "lambda:InvokeFunction",
        "Principal": "sns.amazonaws.com",
        "SourceArn": "%{Source.Arn}"
      }
    }
  },
  "AWS::SQS::Queue AWS::Lambda::Function": {
    "kind": "role policy",
    "of": "destination",
    "before": "event source mapping",
    "combinations": [
      [
        "Read",
        "Write"
      ]
    ],
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "sqs:DeleteMessage"
          ],
          "Resource": [
            "%{Source.Arn}"
          ]
        }
      ],
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "sqs:ReceiveMessage",
            "sqs:GetQueueAttributes"
          ],
          "Resource": [
            "%{Source.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::S3::Bucket AWS::Lambda::Function": {
    "kind": "permission",
    "of": "destination",
    "access": {
      "Write": {
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
        "SourceArn": "%{Source.Arn}",
        "SourceAccount": "${AWS::AccountId}"
      }
    }
  },
  "AWS::StepFunctions::StateMachine AWS::Lambda::Function": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "lambda:InvokeAsync",
            "lambda:InvokeFunction"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::StepFunctions::StateMachine AWS::SNS::Topic": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "sns:Publish"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::StepFunctions::StateMachine AWS::SQS::Queue": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "sqs:SendMessage"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  },
  "AWS::StepFunctions::StateMachine AWS::S3::Bucket": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject",
            "s3:GetObjectAcl",
            "s3:GetObjectLegalHold",
            "s3:GetObjectRetention",
            "s3:GetObjectTorrent",
            "s3:GetObjectVersion",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionForReplication",
            "s3:GetObjectVersionTorrent",
            "s3:ListBucket",
            "s3:ListBucketMultipartUploads",
            "s3:ListBucketVersions",
            "s3:ListMultipartUploadParts"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/*"
          ]
        }
      ],
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:PutObject",
            "s3:PutObjectLegalHold",
            "s3:PutObjectRetention",
            "s3:RestoreObject"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/*"
          ]
        }
      ]
    }
  },
  "AWS::StepFunctions::StateMachine AWS::DynamoDB::Table": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:PartiQLSelect"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/index/*"
          ]
        }
      ],
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate"
          ],
          "Resource": [
            "%{Destination.Arn}",
            "%{Destination.Arn}/index/*"
          ]
        }
      ]
    }
  },
  "AWS::StepFunctions::StateMachine AWS::StepFunctions::StateMachine": {
    "kind": "role policy",
    "of": "source",
    "before": "source",
    "combinations": [
      [
        "Read"
      ],
      [
        "Read",
        "Write"
      ]
    ],
    "access": {
      "Read": [
        {
          "Effect": "Allow",
          "Action": [
            "states:DescribeExecution"
          ],
          "Resource": [
            "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:%{Destination.Name}:*"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "events:DescribeRule"
          ],
          "Resource": [
            "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"
          ]
        }
      ],
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "states:StartExecution"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "states:StopExecution"
          ],
          "Resource": [
            "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:%{Destination.Name}:*"
          ]
        },
        {
          "Effect": "Allow",
          "Action": [
            "events:PutTargets",
            "events:PutRule"
          ],
          "Resource": [
            "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"
          ]
        }
      ]
    }
  },
  "AWS::StepFunctions::StateMachine AWS::Events::EventBus": {
    "kind": "role policy",
    "of": "source",
    "access": {
      "Write": [
        {
          "Effect": "Allow",
          "Action": [
            "events:PutEvents"
          ],
          "Resource": [
            "%{Destination.Arn}"
          ]
        }
      ]
    }
  }
};
